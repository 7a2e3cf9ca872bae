/* TEST ONLY, for wine: the colour profiles of a screen, of which there are none. */
#define EXPORTED __declspec(dllexport)
#define NOTHING(name) EXPORTED long long name(void) { return 0; }

NOTHING(CloseColorProfile)
NOTHING(GetColorDirectoryW)
NOTHING(GetColorProfileElement)
NOTHING(GetColorProfileFromHandle)
NOTHING(GetStandardColorSpaceProfileW)
NOTHING(OpenColorProfileW)
NOTHING(WcsCreateIccProfile)
NOTHING(WcsGetDefaultColorProfile)
NOTHING(WcsGetDefaultColorProfileSize)
NOTHING(WcsOpenColorProfileW)
