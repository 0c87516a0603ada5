// A provider's base URL: whether it is one, and whether a key would be readable on its way.
#pragma once

#include <stdbool.h>

// NULL where `url` may be a base URL (http or https, a host, a path), else what is wrong with it.
const char *url_fault(const char *url);
// Whether a URL without fault, or one below it, goes to this machine itself.
bool url_is_loopback(const char *url);
// Whether a URL without fault goes in clear text to another machine.
bool url_is_exposed(const char *url);
