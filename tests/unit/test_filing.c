/* What an archive is told of the filing: the hash of the data, and dates from seconds. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "api/api.h"

/* FIPS 180-2 appendix B.1. */
static void hash_is_sha_256(void **state)
{
    (void)state;
    char hash[FILING_HASH_LEN + 1];
    filing_hash(STR("abc"), hash);
    assert_string_equal(hash, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

/* The wanted dates are `date -u -d @SECONDS`. */
static void seconds_are_dates(void **state)
{
    (void)state;
    static const char *const dates[][2] = {
        {"0", "1970-01-01T00:00:00Z"},          {"86399", "1970-01-01T23:59:59Z"},
        {"951782400", "2000-02-29T00:00:00Z"},  {"1704875400", "2024-01-10T08:30:00Z"},
        {"1709251199", "2024-02-29T23:59:59Z"}, {"1709251200", "2024-03-01T00:00:00Z"},
        {"4107542399", "2100-02-28T23:59:59Z"}, {"4107542400", "2100-03-01T00:00:00Z"},
        {"1735689599", "2024-12-31T23:59:59Z"}, {"253402300799", "9999-12-31T23:59:59Z"},
    };
    for (size_t i = 0; i < sizeof dates / sizeof *dates; i++) {
        char date[FILING_DATE_LEN + 1];
        assert_true(filing_date(dates[i][0], date));
        assert_string_equal(date, dates[i][1]);
    }
}

static void what_is_no_date_is_refused(void **state)
{
    (void)state;
    static const char *const wrong[] = {
        "", "-1", "1.5", "12a", " 1", "253402300800", "99999999999999999999999"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        char date[FILING_DATE_LEN + 1] = "?";
        assert_false(filing_date(wrong[i], date));
        assert_string_equal(date, "?");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hash_is_sha_256),
        cmocka_unit_test(seconds_are_dates),
        cmocka_unit_test(what_is_no_date_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
