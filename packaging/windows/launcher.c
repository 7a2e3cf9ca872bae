/* annotator.exe (without a console) and annotator-cli.exe (with one): starts the Python beside it.

   _internal\python311.dll is CPython as python.org built it. Processes that multiprocessing starts
   are this same program with other arguments. */
#define WIN32_LEAN_AND_MEAN
#define _WIN32_WINNT 0x0A00
#include <windows.h>
#include <stdio.h>
#include <stdlib.h>
#include <wchar.h>

#define LONGEST 32768 /* characters, of any path */

typedef int (*python_main)(int, wchar_t **);

static wchar_t folder[LONGEST];
static wchar_t library[LONGEST];
static wchar_t sentence[LONGEST];

static int fail(const wchar_t *what)
{
    swprintf(sentence, LONGEST, L"%ls cannot start: %ls cannot be loaded (error %lu). Install it again.",
             TITLE, what, GetLastError());
    if (GetConsoleWindow() != NULL)
        fwprintf(stderr, L"%ls\n", sentence);
    else
        MessageBoxW(NULL, sentence, TITLE, MB_ICONERROR);
    return 2;
}

/* Writes the path of _internal, with a backslash at its end; 0 if it is too long. */
static int find_folder(void)
{
    static const wchar_t internal[] = L"_internal\\";
    DWORD length = GetModuleFileNameW(NULL, folder, LONGEST);
    if (length == 0 || length == LONGEST)
        return 0;
    while (length > 0 && folder[length - 1] != L'\\')
        length--;
    if (length + sizeof internal / sizeof *internal > LONGEST - 32)
        return 0;
    wcscpy(folder + length, internal);
    return 1;
}

static HMODULE load(const wchar_t *name)
{
    wcscpy(library, folder);
    wcscat(library, name);
    return LoadLibraryExW(library, NULL, LOAD_WITH_ALTERED_SEARCH_PATH);
}

int wmain(int count, wchar_t **words)
{
    /* a file python311._pth isolates Python: its variables and the registry do not count, so what
       they would say stands here */
    static wchar_t *const before[] = {L"-X", L"utf8", L"-m", L"annotator_start"};
    const int more = sizeof before / sizeof *before;
    python_main run;
    wchar_t **all;
    HMODULE python;

    if (!find_folder())
        return fail(L"_internal");
    SetDllDirectoryW(folder); /* and never the folder that the user happens to be in */
    AddDllDirectory(folder);
    python = load(L"python311.dll");
    run = python ? (python_main)(void *)GetProcAddress(python, "Py_Main") : NULL;
    if (run == NULL)
        return fail(library);
    all = calloc((size_t)count + more + 1, sizeof *all);
    if (all == NULL)
        return fail(library);
    all[0] = words[0];
    for (int at = 0; at < more; at++)
        all[at + 1] = before[at];
    for (int at = 1; at < count; at++)
        all[at + more] = words[at];
    return run(count + more, all);
}

int WINAPI wWinMain(HINSTANCE instance, HINSTANCE former, LPWSTR line, int show)
{
    (void)instance, (void)former, (void)line, (void)show;
    return wmain(__argc, __wargv);
}
