import lightgbm

booster = lightgbm.Booster(model_file="sla.txt")
