#!/usr/bin/env python3
"""A register of assets of any length, always the same: a CSV file for the layout `roster`.

By hand: assets.py ROWS > assets.csv. All names are made up."""
import random
import sys

OFFICES = ("办公室", "人事教育科", "计划财务科", "政策法规科", "行政审批科", "综合执法大队", "信息中心", "机关服务中心",
           "产业发展科", "质量安全科", "科技推广站", "种子管理站")
THINGS = (("台式计算机", 3900, 6800), ("便携式计算机", 4800, 9900), ("激光打印机", 1100, 4600), ("多功能一体机", 1800, 12800),
          ("办公桌", 600, 2400), ("办公椅", 180, 900), ("文件柜", 420, 1600), ("会议桌", 2600, 18000), ("空调机", 2200, 9800),
          ("投影仪", 3600, 15000), ("服务器", 18000, 96000), ("交换机", 1500, 22000), ("不间断电源", 900, 14000),
          ("照相机", 3200, 16000), ("执法记录仪", 900, 3200), ("公务用车", 118000, 179800), ("农产品速测仪", 8600, 64000),
          ("保密柜", 1600, 4200), ("碎纸机", 380, 2600), ("电子显示屏", 9000, 128000))
MAKES = ("（备用）", "（调入）", "（2021年更新）")
NAMES = ("使用部门", "序号", "资产编号", "资产名称", "数量", "原值", "取得日期", "存放地点")


def rows(count):
    """Office by office; each thing with its number, worth and place."""
    dice = random.Random("assets")
    each = max(1, -(-count // (len(OFFICES) * max(1, count // 2000))))
    for number in range(count):
        thing, low, high = dice.choice(THINGS)
        pieces = dice.choice((1, 1, 2, 4, 10)) if high < 3000 else 1
        cents = pieces * dice.randint(low * 100, high * 100)
        day = f"{dice.randint(2008, 2024)}.{dice.randint(1, 12):02}"
        place = f"{dice.choice('东西南北')}楼{dice.randint(1, 9)}{dice.randint(1, 29):02}室"
        yield (OFFICES[number // each % len(OFFICES)], number + 1, f"TY{number % 97:02}{100000 + number}",
               thing + (dice.choice(MAKES) if dice.random() < 0.15 else ""), pieces, f"{cents // 100}.{cents % 100:02}", day,
               place)


def write(count, file):
    print(",".join(NAMES), file=file)
    for row in rows(count):
        print(",".join(map(str, row)), file=file)


if __name__ == "__main__":
    write(int(sys.argv[1]), sys.stdout)
