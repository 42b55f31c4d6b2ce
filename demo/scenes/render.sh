#!/bin/sh
# Renders the demo shop's pictures into ../img: render.sh [name...]   (no name: all of them, about an hour on one core)
# Must be installed (Debian names): povray povray-includes imagemagick webp, and a C compiler (cc) for the cloth.
# NICE (default 15) and THREADS (default 1) may be set. To add a picture see README.md.
set -eu
cd "$(dirname "$0")"
img=../img; tmp=$(mktemp -d); trap 'rm -rf "$tmp"' EXIT
mkdir -p $img
cc -O2 -o "$tmp/cloth" cloth.c -lm
"$tmp/cloth" "$tmp"   # the meshes, cloth-*.inc
stems() { sed -n 's/^#if (Is("\([a-z0-9-]*\)")).*/\1/p' "$@"; }
quick=" $(stems wares-shots.inc | tr '\n' ' ') "   # plain wares: rendered small, with the quick light
all=$(stems shots.pov textiles.inc wares-shots.inc)

shoot() { # name width height quick antialiasing method
  printf '#version 3.7;\n#declare Name = "%s";\n#declare Quick = %s;\n#include "shots.pov"\n' "$1" "$4" > "$tmp/shot.pov"
  nice -n "${NICE:-15}" povray "+I$tmp/shot.pov" +L. "+L$tmp" "+W$2" "+H$3" "+A$5" "+AM$6" +R2 -D -GA "+WT${THREADS:-1}" "+O$tmp/a.png" >/dev/null 2>&1
}
web() { # width height bytes name
  convert "$tmp/b.png" -filter Lanczos -resize "$1x$2" "$tmp/c.png"
  nice -n "${NICE:-15}" cwebp -quiet -size "$3" -pass 10 -m 6 -sharp_yuv -sns 40 "$tmp/c.png" -o "$img/$4.webp"
}

for name in ${*:-$all home}; do
  if [ "$name" = home ]; then
    shoot home 1600 900 0 0.12 2
    convert "$tmp/a.png" -modulate 103,104 "$tmp/b.png"
    web 1600 900 80000 home-1600; web 960 540 40000 home-960; web 640 360 22000 home-640
  else
    case $quick in
    *" $name "*) shoot "$name" 512 640 1 0.3 1 ;;
    *) shoot "$name" 640 800 0 0.12 2 ;;
    esac
    convert "$tmp/a.png" -modulate 99,106 -sigmoidal-contrast 1.5x50% "$tmp/b.png"
    web 640 800 20000 "$name-640"; web 320 400 7200 "$name-320"
  fi
  echo "$name"
done
