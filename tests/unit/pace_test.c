// How late is late: the 95th percentile by nearest rank, the value that at least 95 in 100 calls do
// not exceed. What is done about it is in hedge.session.
#include "runner/check.h"

#include "llm/pace.h"

static void ranks(void) {
    check_case("the rank that 95 in 100 do not exceed, once ten calls are known");
    struct pace *pace = pace_create();
    check_number(pace_usual_ms(pace, "one", "a"), -1);
    // In an order that is none. Of up to 19 calls it is the longest, of 20 the one before.
    static const struct {
        int64_t calls, usual_ms;
    } steps[] = { { 9, -1 }, { 10, 96 }, { 19, 96 }, { 20, 92 }, { 64, 95 } };
    int64_t calls = 0;
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        for (; calls < steps[i].calls; calls++)
            pace_add(pace, "one", "a", calls * 37 % 100);
        check_number(pace_usual_ms(pace, "one", "a"), steps[i].usual_ms);
    }
    check_number(pace_usual_ms(pace, "one", "b"), -1);
    check_number(pace_usual_ms(pace, "two", "a"), -1);
    pace_destroy(pace);
}

static void old_calls_are_forgotten(void) {
    check_case("the latest 64 calls count");
    struct pace *pace = pace_create();
    for (int i = 0; i < 100; i++)
        pace_add(pace, "one", "a", 9000);
    for (int i = 0; i < 64; i++)
        pace_add(pace, "one", "a", 20);
    check_number(pace_usual_ms(pace, "one", "a"), 20);
    pace_destroy(pace);
}

void suite_pace(void) {
    ranks();
    old_calls_are_forgotten();
}
