/* Sorting: every array comes out in order with what it held, and an array that is sorted stays. */
#include "base/sort.h"

#include "support/harness.h"
#include "support/random.h"

typedef struct item {
    int key, number;
    char padding[100]; /* longer than what is swapped at once */
} item;

static int by_key(const void *a, const void *b, const void *context) {
    const item *x = a, *y = b;
    int turn = *(const int *)context;
    int step = x->key != y->key ? (x->key > y->key) - (x->key < y->key)
                                : (x->number > y->number) - (x->number < y->number);
    return turn * step;
}

enum { MOST = 300 };

static void in_order_with_what_it_held(void) {
    static item items[MOST];
    test_random random = {.seed = 20};
    for (int round = 0; round < 200; round++) {
        size_t count = (size_t)test_random_below(&random, MOST);
        int turn = round % 2 == 0 ? 1 : -1, sum = 0;
        for (size_t i = 0; i < count; i++) {
            items[i].number = (int)i;
            items[i].key = (int)test_random_below(&random, 40);
            memset(items[i].padding, 'a' + items[i].key % 26, sizeof items[i].padding);
            sum += items[i].key * (items[i].number + 1);
        }
        loc_sort(items, count, sizeof items[0], by_key, &turn);
        for (size_t i = 0; i < count; i++) {
            sum -= items[i].key * (items[i].number + 1);
            CU_ASSERT_TRUE(items[i].padding[99] == 'a' + items[i].key % 26);
            CU_ASSERT_TRUE(i == 0 || by_key(&items[i - 1], &items[i], &turn) < 0);
        }
        TEST_NUMBER(sum, 0);
    }
}

static int by_value(const void *a, const void *b, const void *context) {
    (void)context;
    return (*(const char *)a > *(const char *)b) - (*(const char *)a < *(const char *)b);
}

static void small_arrays(void) {
    char two[] = "ba", word[] = "locality";
    loc_sort(NULL, 0, 1, by_value, NULL);
    loc_sort(two, 1, 1, by_value, NULL);
    TEST_TEXT(two, "ba");
    loc_sort(two, 2, 1, by_value, NULL);
    TEST_TEXT(two, "ab");
    loc_sort(two, 2, 1, by_value, NULL);
    TEST_TEXT(two, "ab");
    loc_sort(word, 8, 1, by_value, NULL);
    TEST_TEXT(word, "acilloty");
}

int main(void) {
    static const test_case cases[] = {
        {"an array comes out in order with what it held", in_order_with_what_it_held},
        {"small arrays", small_arrays},
    };
    return test_main("sort", cases, sizeof cases / sizeof cases[0]);
}
