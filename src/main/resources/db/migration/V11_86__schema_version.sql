-- The application looks whether its tables are there, where it does not make them itself.
grant select (version, success) on flyway_schema_history to ${app_role};
