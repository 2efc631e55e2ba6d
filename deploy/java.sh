# Sets JAVA_HOME to a JDK of at least the wanted version: the one set already, the one on the PATH, or one in the usual folders.
# Prints what is missing and ends the program if there is none.

java_version() {
  [ -x "$1/bin/javac" ] || return 1
  sed -n 's/^JAVA_VERSION="\{0,1\}\([0-9]*\).*/\1/p' "$1/release" 2>/dev/null
}

find_java() {
  local wanted=$1 home version on_path
  on_path=$(command -v javac || true)
  [ -n "$on_path" ] && on_path=$(dirname "$(dirname "$(readlink -f "$on_path")")")
  for home in "${JAVA_HOME:-}" "$on_path" /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk* /Library/Java/JavaVirtualMachines/*/Contents/Home \
    "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* "$HOME"/.local/share/mise/installs/java/*; do
    [ -n "$home" ] && [ -d "$home" ] || continue
    version=$(java_version "$home") || continue
    if [ "${version:-0}" -ge "$wanted" ]; then
      export JAVA_HOME=$home
      return 0
    fi
  done
  echo "Sledopyt needs a JDK $wanted or newer (a JDK, not only a Java runtime). None was found in JAVA_HOME, on the PATH or in the usual folders." >&2
  echo "Install one, for example Eclipse Temurin $wanted, or set JAVA_HOME to where it is." >&2
  exit 1
}
