/* The calendar. */
#ifndef BX_BASE_DAY_H
#define BX_BASE_DAY_H

/* How many days a month (1 to 12) of a year has, after Gregory XIII. */
static inline int days_in_month(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return days[month - 1] + (month == 2 && is_leap);
}

#endif
