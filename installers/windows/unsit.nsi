; The setup program: for the person who runs it, with no administrator, and silent with /S.
; build.py hands over VERSION, NUMBERS, FOLDER, OUT, KILOBYTES, and where there are TARGET and SIGN.
;
; /S             asks nothing; with /D=FOLDER (the last word, unquoted) into this folder
; /AUTOSTART=0   does not start Unsit at login      /PATH=0   does not put it on the search path
;
; Whatever Unsit can do itself it is asked to do: its value in Run, its place on the search path, its end.

!ifdef TARGET
  Target ${TARGET}
!endif
Unicode true
ManifestDPIAware true
RequestExecutionLevel user
SetCompressor /SOLID lzma
AllowSkipFiles off  ; silent, it would leave out what it cannot write, and say that all went well
SetCompressorDictSize 64  ; the two programs hold the same code: it is packed once

!include "MUI2.nsh"
!include "FileFunc.nsh"
!include "LogicLib.nsh"
!include "Sections.nsh"

!define OURS "Software\Unsit"
!define PROGRAMS "Software\Microsoft\Windows\CurrentVersion\Uninstall\Unsit"
!define APP_PATHS "Software\Microsoft\Windows\CurrentVersion\App Paths\unsit.exe"
!define TOASTS "Software\Classes\AppUserModelId\Unsit"  ; written by whoever shows a toast
!define LET_GO 60  ; how often it is looked, each half a second, whether Windows lets go of the programs

Name "Unsit"
OutFile "${OUT}"
InstallDir "$LOCALAPPDATA\Programs\Unsit"
InstallDirRegKey HKCU "${OURS}" "InstallDir"
BrandingText "Unsit ${VERSION}"
VIProductVersion "${NUMBERS}"
VIAddVersionKey "ProductName" "Unsit"
VIAddVersionKey "ProductVersion" "${VERSION}"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "FileDescription" "Unsit setup"
VIAddVersionKey "CompanyName" "The Unsit authors"
VIAddVersionKey "LegalCopyright" "MIT License"
!ifdef SIGN
  !uninstfinalize '${SIGN} "%1"'
!endif

Var Ran  ; "1" while a daemon is to be started again

!define MUI_ICON "${FOLDER}\unsit.ico"
!define MUI_UNICON "${FOLDER}\unsit.ico"
!define MUI_FINISHPAGE_RUN "$INSTDIR\unsitw.exe"
!define MUI_FINISHPAGE_RUN_TEXT "Start Unsit now"
!define MUI_FINISHPAGE_TEXT "Unsit sits in the tray, beside the clock. In a terminal it is called unsit."
!define MUI_UNCONFIRMPAGE_TEXT_TOP "Unsit is ended and removed. Your settings stay in $APPDATA\unsit, and your history in $LOCALAPPDATA\unsit: delete these folders, too, if you do not want to come back to them."
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_COMPONENTS
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"

; Ask a daemon that runs to quit, and wait until its files may be replaced; else end with exit code 2.
!macro END_DAEMON UN
Function ${UN}EndDaemon
  StrCpy $Ran "0"
  IfFileExists "$INSTDIR\unsit.exe" 0 free
  look:
  StrCpy $1 ${LET_GO}
  ask:
  nsExec::Exec /TIMEOUT=30000 '"$INSTDIR\unsit.exe" quit'
  Pop $0
  ${If} $0 == "0"
    StrCpy $Ran "1"
  ${EndIf}
  again:
  ClearErrors
  FileOpen $2 "$INSTDIR\unsitw.exe" a
  IfErrors busy
  FileClose $2
  FileOpen $2 "$INSTDIR\unsit.exe" a
  IfErrors busy
  FileClose $2
  Goto free
  busy:
  Sleep 500
  IntOp $1 $1 - 1
  IntCmp $1 0 late late
  IntOp $0 $1 % 10
  IntCmp $0 0 ask again again  ; each five seconds: one that was too busy to answer is asked once more
  late:
  MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "Unsit is still running. End it (Quit in its menu in the tray), then try again." /SD IDCANCEL IDRETRY look
  SetErrorLevel 2
  Quit
  free:
FunctionEnd
!macroend
!insertmacro END_DAEMON ""
!insertmacro END_DAEMON "un."

Section "Unsit (required)" Program
  SectionIn RO
  Call EndDaemon
  RMDir /r "$INSTDIR\_internal"  ; what an older version had and this one has not
  SetOutPath "$INSTDIR"
  File /r "${FOLDER}\*.*"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortCut "$SMPROGRAMS\Unsit.lnk" "$INSTDIR\unsitw.exe"
  WriteRegStr HKCU "${OURS}" "InstallDir" "$INSTDIR"
  WriteRegStr HKCU "${APP_PATHS}" "" "$INSTDIR\unsit.exe"
  WriteRegStr HKCU "${PROGRAMS}" "DisplayName" "Unsit"
  WriteRegStr HKCU "${PROGRAMS}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${PROGRAMS}" "DisplayIcon" "$INSTDIR\unsit.ico"
  WriteRegStr HKCU "${PROGRAMS}" "Publisher" "The Unsit authors"
  WriteRegStr HKCU "${PROGRAMS}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${PROGRAMS}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${PROGRAMS}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${PROGRAMS}" "EstimatedSize" ${KILOBYTES}
  WriteRegDWORD HKCU "${PROGRAMS}" "NoModify" 1
  WriteRegDWORD HKCU "${PROGRAMS}" "NoRepair" 1
SectionEnd

Section "Start at login" AtLogin
  nsExec::Exec '"$INSTDIR\unsit.exe" autostart on'
  Pop $0
  ${If} $0 != "0"
    DetailPrint "Unsit could not be put among what starts at login: try `unsit autostart on`."
  ${EndIf}
SectionEnd

Section "`unsit` in every terminal" OnPath
  nsExec::Exec '"$INSTDIR\unsit.exe" -m searchpath on'
  Pop $0
SectionEnd

Section "-start again"
  ${If} $Ran == "1"
    Exec '"$INSTDIR\unsitw.exe"'
  ${EndIf}
SectionEnd

!insertmacro MUI_FUNCTION_DESCRIPTION_BEGIN
  !insertmacro MUI_DESCRIPTION_TEXT ${Program} "The daemon in the tray, its windows, and the command line."
  !insertmacro MUI_DESCRIPTION_TEXT ${AtLogin} "A reminder that is not there after a reboot is none."
  !insertmacro MUI_DESCRIPTION_TEXT ${OnPath} "Puts its folder on your search path, for you alone."
!insertmacro MUI_FUNCTION_DESCRIPTION_END

!macro LEAVE_OUT OPTION SECTION
  ClearErrors
  ${GetOptions} $R0 "${OPTION}" $R1
  ${IfNot} ${Errors}
  ${AndIf} $R1 == "0"
    !insertmacro UnselectSection ${SECTION}
  ${EndIf}
!macroend

Function .onInit
  ; Whoever has it already has decided: what was switched off since stays off.
  ReadRegStr $0 HKCU "${OURS}" "InstallDir"
  ${If} $0 != ""
    !insertmacro UnselectSection ${AtLogin}
    !insertmacro UnselectSection ${OnPath}
  ${EndIf}
  ${GetParameters} $R0
  !insertmacro LEAVE_OUT "/AUTOSTART=" ${AtLogin}
  !insertmacro LEAVE_OUT "/PATH=" ${OnPath}
FunctionEnd

Section "Uninstall"
  Call un.EndDaemon
  nsExec::Exec '"$INSTDIR\unsit.exe" autostart off'
  Pop $0
  nsExec::Exec '"$INSTDIR\unsit.exe" -m searchpath off'
  Pop $0
  Delete "$SMPROGRAMS\Unsit.lnk"
  DeleteRegKey HKCU "${PROGRAMS}"
  DeleteRegKey HKCU "${APP_PATHS}"
  DeleteRegKey HKCU "${OURS}"
  DeleteRegKey HKCU "${TOASTS}"
  RMDir /r "$LOCALAPPDATA\unsit\Cache"
  RMDir "$LOCALAPPDATA\unsit"  ; only if nothing of the person's is in it
  ; By name, and never the whole folder: somebody may have chosen one that holds other things.
  RMDir /r "$INSTDIR\_internal"
  Delete "$INSTDIR\unsit.exe"
  Delete "$INSTDIR\unsitw.exe"
  Delete "$INSTDIR\unsit.ico"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  DetailPrint "Your settings stay in $APPDATA\unsit, and your history in $LOCALAPPDATA\unsit."
SectionEnd
