// What Jazzer.js 4's addon wants of newer libraries than Debian 12 has: two functions of glibc 2.38 that differ from the
// old ones in binary literals only, and the set-up of streams that an older libstdc++ does by itself.
#include <stdlib.h>

long __isoc23_strtol(const char *text, char **end, int base) { return strtol(text, end, base); }
unsigned long __isoc23_strtoul(const char *text, char **end, int base) { return strtoul(text, end, base); }
void _ZSt21ios_base_library_initv(void) {}
