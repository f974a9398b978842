#!/bin/sh
# 离线安装 / offline installation:  sh install.sh DIR
set -eu
here=$(cd "$(dirname "$0")" && pwd)
target=${1:-}
python=${PYTHON:-python{python}}

say() {
  case "${ZEREN_LANG:-${LC_ALL:-${LANG:-}}}" in
    zh*) printf '%s\n' "$1" ;;
    *) printf '%s\n' "$2" ;;
  esac
}

if [ -z "$target" ]; then
  say "用法：sh install.sh 文件夹，例如 sh install.sh /opt/zeren" "Usage: sh install.sh DIR, for example sh install.sh /opt/zeren" >&2
  exit 2
fi
if ! "$python" -c 'import sys; sys.exit("%d.%d" % sys.version_info[:2] != "{python}")' 2>/dev/null; then
  say "这个包要用 Python {python}，没有找到。装好后再试，或写 PYTHON=/路径/python{python} sh install.sh $target" "This bundle needs Python {python}, which was not found. Install it, or give PYTHON=/path/to/python{python} sh install.sh $target" >&2
  exit 1
fi
if [ -e "$target" ] && [ ! -x "$target/bin/python" ]; then
  say "$target 已经在，又不是以前装的 Zeren，没有动它。请换一个文件夹。" "$target is there already and is no Zeren installed before; it was left alone. Choose another folder." >&2
  exit 1
fi

if ! "$python" -m venv "$target"; then
  say "建不了虚拟环境。Debian 和 Ubuntu 上请装 python{python}-venv。" "The environment could not be made. On Debian and Ubuntu install python{python}-venv." >&2
  exit 1
fi
if ! "$target/bin/python" -m pip install --quiet --disable-pip-version-check --no-index \
  --find-links "$here/wheels" --require-hashes --no-deps -r "$here/requirements.txt"; then
  say "没有装成：包不完整，或者不是给这台机器的。请核对 SHA-256。" "Not installed: the bundle is not whole, or not for this machine. Check its SHA-256." >&2
  exit 1
fi
"$target/bin/zeren" --version
say "装好了。下一步：$target/bin/zeren serve --home /srv/zeren" "Installed. Next: $target/bin/zeren serve --home /srv/zeren"
