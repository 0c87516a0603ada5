#pragma once

#include <string>

using namespace std; // finding
using std::string;

namespace store {
using namespace std;
}

inline void f() {
    using namespace std;
    cout << 1;
}
