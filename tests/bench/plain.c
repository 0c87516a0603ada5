// The least that a client can do: libcurl alone, one connection that is kept, the moment at which
// the first delta of each answer was there, and how long each request took as a whole.
//
//     plain URL RUNS            prints {"first_us": […], "whole_us": […]}, of CLOCK_MONOTONIC
//     plain URL COUNT together  prints {"cpu_us": …}, of so many requests at once
#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { RUNS_MAX = 1000 };

struct answer {
    char bytes[4096];
    size_t length;
    double first_us; // 0: not there yet
};

static double now_us(clockid_t clock) {
    struct timespec time;
    clock_gettime(clock, &time);
    return (double)time.tv_sec * 1e6 + (double)time.tv_nsec / 1e3;
}

static size_t on_data(char *bytes, size_t size, size_t count, void *data) {
    struct answer *answer = data;
    size_t length = size * count, room = sizeof answer->bytes - 1 - answer->length;
    memcpy(answer->bytes + answer->length, bytes, length < room ? length : room);
    answer->length += length < room ? length : room;
    answer->bytes[answer->length] = '\0';
    if (!answer->first_us && strstr(answer->bytes, "\"content\":\"first"))
        answer->first_us = now_us(CLOCK_MONOTONIC);
    return length;
}

static size_t on_data_dropped(char *bytes, size_t size, size_t count, void *data) {
    (void)bytes;
    (void)data;
    return size * count;
}

static CURL *make_request(const char *url, struct curl_slist *headers) {
    CURL *curl = curl_easy_init();
    curl_easy_setopt(curl, CURLOPT_URL, url);
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(curl, CURLOPT_POSTFIELDS, "{\"stream\":true}");
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, on_data);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, 20000L);
    curl_easy_setopt(curl, CURLOPT_NOPROXY, "*");
    return curl;
}

static int run_one_by_one(CURL *curl, int runs) {
    static double wholes_us[RUNS_MAX];
    printf("{\"first_us\":[");
    for (int i = 0; i < runs; i++) {
        double begin = now_us(CLOCK_MONOTONIC);
        struct answer answer = { .length = 0 };
        curl_easy_setopt(curl, CURLOPT_WRITEDATA, &answer);
        if (curl_easy_perform(curl) != CURLE_OK)
            return 1;
        wholes_us[i] = now_us(CLOCK_MONOTONIC) - begin;
        printf("%s%.1f", i ? "," : "", answer.first_us);
    }
    printf("],\"whole_us\":[");
    for (int i = 0; i < runs; i++)
        printf("%s%.1f", i ? "," : "", wholes_us[i]);
    printf("]}\n");
    return 0;
}

static int run_together(const char *url, struct curl_slist *headers, int count) {
    static CURL *requests[RUNS_MAX];
    CURLM *multi = curl_multi_init();
    int running = count;
    double begin = now_us(CLOCK_PROCESS_CPUTIME_ID);
    for (int i = 0; i < count; i++) {
        requests[i] = make_request(url, headers);
        curl_easy_setopt(requests[i], CURLOPT_WRITEFUNCTION, on_data_dropped);
        curl_multi_add_handle(multi, requests[i]);
    }
    while (running > 0 && curl_multi_perform(multi, &running) == CURLM_OK)
        curl_multi_poll(multi, NULL, 0, 1000, NULL);
    printf("{\"cpu_us\":%.0f}\n", now_us(CLOCK_PROCESS_CPUTIME_ID) - begin);
    for (int i = 0; i < count; i++) {
        curl_multi_remove_handle(multi, requests[i]);
        curl_easy_cleanup(requests[i]);
    }
    curl_multi_cleanup(multi);
    return 0;
}

int main(int argc, char **argv) {
    int runs = argc > 2 ? (int)strtol(argv[2], NULL, 10) : 0;
    if (runs < 1 || runs > RUNS_MAX)
        return 2;
    struct curl_slist *headers = curl_slist_append(NULL, "content-type: application/json");
    CURL *curl = make_request(argv[1], headers);
    int status = argc > 3 ? run_together(argv[1], headers, runs) : run_one_by_one(curl, runs);
    curl_easy_cleanup(curl);
    curl_slist_free_all(headers);
    return status;
}
