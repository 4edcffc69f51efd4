from guides.admin import guides, needs, operators, questions

__all__ = ["guides", "needs", "operators", "questions"]
