@echo off
rem mpm-hook for systems without a POSIX shell: the same, in Java.
rem An event prints nothing and exits 0 whatever happens; a command says what it has to say.
setlocal
set "JAVA_TOOL_OPTIONS="
set "_JAVA_OPTIONS="
set "JDK_JAVA_OPTIONS="
for %%D in ("%~dp0..") do set "INSTALL=%%~fD"
set "JAR=%INSTALL%\lib\hook-cli-@{project.version}.jar"
set "OWN=%INSTALL%\runtime"
if not exist "%OWN%\bin\java.exe" set "OWN=%JAVA_HOME%"
set "JAVA=java.exe"
if defined OWN if exist "%OWN%\bin\java.exe" set "JAVA=%OWN%\bin\java.exe"
set "FLAGS=-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xshare:auto"
for %%W in (proxy status flush emit help completion --help -h --version -V) do if "%~1"=="%%W" goto command
set "WORD=%~1"
if not defined WORD set "WORD=unknown"
rem Made with GraalVM, if it was: docs/operations.md. The proxy that it starts is Java all the same.
if exist "%INSTALL%\lib\mpm-hook-native.exe" (
  "%INSTALL%\lib\mpm-hook-native.exe" "-Dmpm.install=%INSTALL%" "-Djava.home=%OWN%" "-Djava.class.path=%JAR%" "%WORD%" >nul 2>nul
  exit /b 0
)
"%JAVA%" %FLAGS% "-Dmpm.install=%INSTALL%" -cp "%JAR%" io.mpm.monitor.hook.HookMain "%WORD%" >nul 2>nul
exit /b 0

:command
"%JAVA%" %FLAGS% "-Dmpm.install=%INSTALL%" -cp "%JAR%" io.mpm.monitor.hook.HookMain %*
exit /b %ERRORLEVEL%
