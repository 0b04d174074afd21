/* python.exe and, with WINDOWED, pythonw.exe: they load the DLL of Python and hand it their arguments. */
#include <stdio.h>
#include <windows.h>

typedef int(__cdecl *py_main)(int, wchar_t **);

static int go(int count, wchar_t **words) {
    HMODULE library = LoadLibraryW(PYTHON_DLL);
    if (!library) {
        fwprintf(stderr, L"cannot load %ls: error %lu\n", PYTHON_DLL, GetLastError());
        return 103;
    }
    /* Py_Main is in every Python's public interface, whatever its version. */
    py_main start = (py_main)(void *)GetProcAddress(library, "Py_Main");
    return start ? start(count, words) : 104;
}

#ifdef WINDOWED
int WINAPI wWinMain(HINSTANCE self, HINSTANCE before, LPWSTR line, int show) {
    (void)self, (void)before, (void)line, (void)show;
    return go(__argc, __wargv);
}
#else
int wmain(int count, wchar_t **words) { return go(count, words); }
#endif
