@echo off
rem mpm-hook for systems without a POSIX shell: the same, in Java.
rem An event prints nothing and exits 0 whatever happens; a command says what it has to say.
setlocal
set "JAVA_TOOL_OPTIONS="
set "_JAVA_OPTIONS="
set "JDK_JAVA_OPTIONS="
set "JAVA=java.exe"
if defined JAVA_HOME if exist "%JAVA_HOME%\bin\java.exe" set "JAVA=%JAVA_HOME%\bin\java.exe"
for %%D in ("%~dp0..") do set "INSTALL=%%~fD"
if exist "%INSTALL%\runtime\bin\java.exe" set "JAVA=%INSTALL%\runtime\bin\java.exe"
set "JAR=%INSTALL%\lib\hook-cli-@{project.version}.jar"
set "FLAGS=-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xshare:auto"
for %%W in (proxy status flush emit help completion --help -h --version -V) do if "%~1"=="%%W" goto command
set "WORD=%~1"
if not defined WORD set "WORD=unknown"
"%JAVA%" %FLAGS% "-Dmpm.install=%INSTALL%" -cp "%JAR%" io.mpm.monitor.hook.HookMain "%WORD%" >nul 2>nul
exit /b 0

:command
"%JAVA%" %FLAGS% "-Dmpm.install=%INSTALL%" -cp "%JAR%" io.mpm.monitor.hook.HookMain %*
exit /b %ERRORLEVEL%
