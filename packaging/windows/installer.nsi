; setup.exe: for one user, without administrator rights.  makensis -DPARTS=FOLDER installer.nsi
; FOLDER holds product.nsh and files.nsh, which builder/setup_exe/installer.py writes.
;
; Exit codes: 0 done, 1 the user cancelled, 2 it could not be done, 3 the program is running,
; 4 this Windows is too old.
Unicode true
Target amd64-unicode
!include "${PARTS}/product.nsh"
SetCompressor /SOLID ${COMPRESSOR}
!if ${COMPRESSOR} == lzma
  SetCompressorDictSize 64
!endif
!include MUI2.nsh
!include WinVer.nsh
!include LogicLib.nsh

!define INTERNAL "$INSTDIR\_internal"
!define FORMER "$INSTDIR\_internal.old"
!define PROGRAM "$INSTDIR\${NAME}.exe"
!define TERMINAL "$INSTDIR\${NAME}-cli.exe"
!define UNINSTALLER "$INSTDIR\uninstall.exe"
!define MENU "$SMPROGRAMS\${TITLE}"
!define PROJECT_CLASS "${TITLE}.Project"
!define OWN_KEY "Software\${TITLE}"
!define CLASSES "Software\Classes"
!define PATHS_KEY "Software\Microsoft\Windows\CurrentVersion\App Paths\${NAME}.exe"
!define UNINSTALL_KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\${TITLE}"
!define RUNNING 3
!define TOO_OLD 4

Name "${TITLE}"
OutFile "${OUT}"
RequestExecutionLevel user
InstallDir "$LOCALAPPDATA\Programs\${TITLE}"
InstallDirRegKey HKCU "${OWN_KEY}" "InstallDir"
AllowSkipFiles off
BrandingText "${TITLE} ${VERSION}"
ManifestDPIAware true
ManifestLongPathAware true
VIProductVersion "${NUMBERS}"
VIFileVersion "${NUMBERS}"
VIAddVersionKey ProductName "${TITLE}"
VIAddVersionKey ProductVersion "${VERSION}"
VIAddVersionKey FileVersion "${VERSION}"
VIAddVersionKey FileDescription "${TITLE} setup"
VIAddVersionKey CompanyName "${PUBLISHER}"
VIAddVersionKey LegalCopyright "${PUBLISHER}, ${LICENCE_NAME} licence"
!ifdef SIGN
  !uninstfinalize '${SIGN} "%1"' = 0
!endif

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!insertmacro MUI_PAGE_LICENSE "${LICENCE}"
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!define MUI_FINISHPAGE_RUN "${PROGRAM}"
!insertmacro MUI_PAGE_FINISH
!define MUI_UNCONFIRMPAGE_TEXT_TOP "${TITLE} will be removed. Your projects, their backups and your settings stay where they are."
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE English

; Ends setup while any process of the program in $INSTDIR is there: Windows lets nobody write to a
; library that is in use. 32 is ERROR_SHARING_VIOLATION.
!macro REFUSE_IF_RUNNING what
  ${If} ${FileExists} "${INTERNAL}\python311.dll"
    ${Do}
      System::Call 'kernel32::CreateFileW(w "${INTERNAL}\python311.dll", i 0x40000000, i 7, p 0, i 3, i 0, p 0) p.r0 ?e'
      Pop $1
      ${If} $0 != -1
        System::Call 'kernel32::CloseHandle(p r0)'
      ${EndIf}
      ${If} $1 != 32
        ${ExitDo}
      ${EndIf}
      MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "${TITLE} is running. Close its windows and terminals, then choose Retry ${what}." /SD IDCANCEL IDRETRY +3
      SetErrorLevel ${RUNNING}
      Quit
    ${Loop}
  ${EndIf}
!macroend

Function .onInit
  ${IfNot} ${AtLeastWin10}
  ${OrIfNot} ${AtLeastBuild} 17763
    MessageBox MB_ICONSTOP "${TITLE} needs Windows 10, version 1809, or a newer one." /SD IDOK
    SetErrorLevel ${TOO_OLD}
    Quit
  ${EndIf}
FunctionEnd

; A former version is put aside until the new one is whole, so that no module of it stays.
Section
  SetShellVarContext current
  !insertmacro REFUSE_IF_RUNNING "to install it"
  RMDir /r "${FORMER}"
  ClearErrors
  ${If} ${FileExists} "${INTERNAL}\*.*"
    Rename "${INTERNAL}" "${FORMER}"
    ${If} ${Errors}
      MessageBox MB_ICONSTOP "The former version in $INSTDIR cannot be replaced. Check that you may write there and that no other program shows the folder, then start setup again." /SD IDOK
      Abort
    ${EndIf}
  ${EndIf}
  SetOverwrite on
  !include "${PARTS}/files.nsh"
  SetOutPath "$INSTDIR"
  WriteUninstaller "${UNINSTALLER}"
  RMDir /r "${FORMER}"
  Call RemoveElsewhere
  Call Register
SectionEnd

; A version that was installed into another folder goes: there is one entry in the system for both.
Function RemoveElsewhere
  ReadRegStr $0 HKCU "${OWN_KEY}" "InstallDir"
  ${If} $0 != ""
  ${AndIf} $0 != $INSTDIR
  ${AndIf} ${FileExists} "$0\uninstall.exe"
    InitPluginsDir
    CopyFiles /SILENT "$0\uninstall.exe" "$PLUGINSDIR\former.exe"
    ExecWait '"$PLUGINSDIR\former.exe" /S _?=$0'
    Delete "$0\uninstall.exe"
    RMDir "$0"
  ${EndIf}
FunctionEnd

Function Register
  WriteRegStr HKCU "${OWN_KEY}" "InstallDir" "$INSTDIR"
  WriteRegStr HKCU "${OWN_KEY}" "Version" "${VERSION}"
  WriteRegStr HKCU "${PATHS_KEY}" "" "${PROGRAM}"

  CreateDirectory "${MENU}"
  SetOutPath "$DOCUMENTS" ; where a window that is started from the menu begins
  CreateShortCut "${MENU}\${TITLE}.lnk" "${PROGRAM}"
  CreateShortCut "${MENU}\${TITLE} in a terminal.lnk" "$SYSDIR\cmd.exe" '/k doskey ${NAME}="${TERMINAL}" $$*' "${PROGRAM}"
  SetOutPath "$INSTDIR"

  WriteRegStr HKCU "${CLASSES}\${SUFFIX}" "" "${PROJECT_CLASS}"
  WriteRegStr HKCU "${CLASSES}\${SUFFIX}" "Content Type" "${MIME_TYPE}"
  WriteRegStr HKCU "${CLASSES}\${SUFFIX}\OpenWithProgids" "${PROJECT_CLASS}" ""
  WriteRegStr HKCU "${CLASSES}\${PROJECT_CLASS}" "" "${PROJECT}"
  WriteRegStr HKCU "${CLASSES}\${PROJECT_CLASS}\DefaultIcon" "" "${PROGRAM},-2"
  WriteRegStr HKCU "${CLASSES}\${PROJECT_CLASS}\shell\open\command" "" '"${PROGRAM}" "%1"'

  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayName" "${TITLE}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "Publisher" "${PUBLISHER}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayIcon" "${PROGRAM}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "UninstallString" '"${UNINSTALLER}"'
  WriteRegStr HKCU "${UNINSTALL_KEY}" "QuietUninstallString" '"${UNINSTALLER}" /S'
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "EstimatedSize" ${KILOBYTES}
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "NoRepair" 1
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
FunctionEnd

; What was cut short is undone: the former version comes back.
Function .onInstFailed
  ${If} ${FileExists} "${FORMER}\*.*"
    SetOutPath "$INSTDIR"
    RMDir /r "${INTERNAL}"
    Rename "${FORMER}" "${INTERNAL}"
  ${EndIf}
FunctionEnd

Section Uninstall
  SetShellVarContext current
  !insertmacro REFUSE_IF_RUNNING "to remove it"
  SetOutPath "$TEMP" ; a folder that a program is in cannot be removed
  RMDir /r "${INTERNAL}"
  RMDir /r "${FORMER}"
  Delete "${PROGRAM}"
  Delete "${TERMINAL}"
  Delete "${UNINSTALLER}"
  RMDir "$INSTDIR" ; only if nothing of the user's lies in it

  ReadRegStr $0 HKCU "${OWN_KEY}" "InstallDir"
  ${If} $0 == $INSTDIR
    Call un.Unregister
  ${EndIf}
SectionEnd

Function un.Unregister
  Delete "${MENU}\${TITLE}.lnk"
  Delete "${MENU}\${TITLE} in a terminal.lnk"
  RMDir "${MENU}"
  ReadRegStr $0 HKCU "${CLASSES}\${SUFFIX}" ""
  ${If} $0 == "${PROJECT_CLASS}"
    DeleteRegValue HKCU "${CLASSES}\${SUFFIX}" ""
    DeleteRegValue HKCU "${CLASSES}\${SUFFIX}" "Content Type"
  ${EndIf}
  DeleteRegValue HKCU "${CLASSES}\${SUFFIX}\OpenWithProgids" "${PROJECT_CLASS}"
  DeleteRegKey /ifempty HKCU "${CLASSES}\${SUFFIX}\OpenWithProgids"
  DeleteRegKey /ifempty HKCU "${CLASSES}\${SUFFIX}"
  DeleteRegKey HKCU "${CLASSES}\${PROJECT_CLASS}"
  DeleteRegKey HKCU "${PATHS_KEY}"
  DeleteRegKey HKCU "${UNINSTALL_KEY}"
  DeleteRegKey HKCU "${OWN_KEY}"
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
FunctionEnd
