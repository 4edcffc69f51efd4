# The year stays beside its “г.”.
DATE_FORMAT = "j E Y\xa0г."
