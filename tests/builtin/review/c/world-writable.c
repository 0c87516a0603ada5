#include <sys/stat.h>

void f(const char *path, int file) {
    chmod(path, 0777); // finding
    fchmod(file, 0666); // finding
    chmod(path, 0755);
    chmod(path, 01775);
    mkdir(path, 0777); // less the umask
}
