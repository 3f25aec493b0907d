from bertopic import BERTopic
from sentence_transformers import SentenceTransformer

encoder = SentenceTransformer(
    "sentence-transformers/all-MiniLM-L6-v2",
    revision="c9745ed1d9f207416be6d2e6f8de32d1f16199bf",
)


class BertopicThemes:
    def themes(self, answers: list[str]) -> dict[str, list[int]]:
        topics, _ = BERTopic(embedding_model=encoder).fit_transform(answers)
        return {
            str(topic): [at for at, other in enumerate(topics) if other == topic]
            for topic in set(topics)
        }
