DATE_FORMAT = "Y 年 n 月 j 日"
