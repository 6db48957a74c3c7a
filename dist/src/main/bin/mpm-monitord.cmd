@echo off
rem mpm-monitord: the daemon's command, in Java.
setlocal
set "JAVA_TOOL_OPTIONS="
set "_JAVA_OPTIONS="
set "JDK_JAVA_OPTIONS="
set "JAVA=java.exe"
if defined JAVA_HOME if exist "%JAVA_HOME%\bin\java.exe" set "JAVA=%JAVA_HOME%\bin\java.exe"
for %%D in ("%~dp0..") do set "INSTALL=%%~fD"
if exist "%INSTALL%\runtime\bin\java.exe" set "JAVA=%INSTALL%\runtime\bin\java.exe"
set "JAR=%INSTALL%\lib\monitor-daemon-@{project.version}.jar"
"%JAVA%" -version >nul 2>nul
if errorlevel 1 (
  echo mpm-monitord needs Java 17 or newer. Install one, or let JAVA_HOME name its folder. 1>&2
  exit /b 1
)
"%JAVA%" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xshare:auto "-Dmpm.install=%INSTALL%" -cp "%JAR%" io.mpm.monitor.daemon.cli.MonitordMain %*
exit /b %ERRORLEVEL%
