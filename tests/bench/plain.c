// The least that a client can do: libcurl alone, one connection that is kept, and the moment at
// which the first delta of each answer was there.
//
//     plain URL RUNS      prints {"first_us": […]}, of CLOCK_MONOTONIC
#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

struct answer {
    char bytes[4096];
    size_t length;
    double first_us; // 0: not there yet
};

static double now_us(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec * 1e6 + (double)time.tv_nsec / 1e3;
}

static size_t on_data(char *bytes, size_t size, size_t count, void *data) {
    struct answer *answer = data;
    size_t length = size * count, room = sizeof answer->bytes - 1 - answer->length;
    memcpy(answer->bytes + answer->length, bytes, length < room ? length : room);
    answer->length += length < room ? length : room;
    answer->bytes[answer->length] = '\0';
    if (!answer->first_us && strstr(answer->bytes, "\"content\":\"first"))
        answer->first_us = now_us();
    return length;
}

int main(int argc, char **argv) {
    int runs = argc == 3 ? (int)strtol(argv[2], NULL, 10) : 0;
    CURL *curl = curl_easy_init();
    struct curl_slist *headers = curl_slist_append(NULL, "content-type: application/json");
    curl_easy_setopt(curl, CURLOPT_URL, argv[1]);
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(curl, CURLOPT_POSTFIELDS, "{\"stream\":true}");
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, on_data);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, 20000L);
    curl_easy_setopt(curl, CURLOPT_NOPROXY, "*");
    printf("{\"first_us\":[");
    for (int i = 0; i < runs; i++) {
        struct answer answer = { .length = 0 };
        curl_easy_setopt(curl, CURLOPT_WRITEDATA, &answer);
        if (curl_easy_perform(curl) != CURLE_OK)
            return 1;
        printf("%s%.1f", i ? "," : "", answer.first_us);
    }
    printf("]}\n");
    curl_slist_free_all(headers);
    curl_easy_cleanup(curl);
    return 0;
}
