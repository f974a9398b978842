"""What is asked: topics, standards and their clauses, questionnaires."""
