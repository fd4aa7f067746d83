"""The register: counties, municipalities with their mail domains, other organisations, topics."""
