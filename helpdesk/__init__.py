"""The helpdesk and knowledge base of the national competence centre for welfare technology."""
