/* Preloaded by faults.test.mjs: every look-up of a name takes a minute and fails, as where a
   network swallows the questions. */
#include <netdb.h>
#include <unistd.h>

int getaddrinfo(const char *node, const char *service, const struct addrinfo *hints,
                struct addrinfo **result) {
    (void)node, (void)service, (void)hints, (void)result;
    sleep(60);
    return EAI_AGAIN;
}
