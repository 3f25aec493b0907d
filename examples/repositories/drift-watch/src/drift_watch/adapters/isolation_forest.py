from sklearn.ensemble import IsolationForest


class ForestDetector:
    def distance(self, before: list[float], now: list[float]) -> float:
        forest = IsolationForest(random_state=0).fit([[x] for x in before])
        return float((forest.predict([[x] for x in now]) == -1).mean())
