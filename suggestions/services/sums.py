"""Adds to sums that are kept in rows; whoever calls it is alone in writing them."""

from django.db import connection, models

ROWS_AT_ONCE = 400


def add_to(model, keys, names, changes):
    """`changes` is {values of the keys: Counter of the names}; a row that is not there yet is made of them."""
    write = [_writer(model._meta.get_field(name)) for name in (*keys, *names)]
    rows = [
        [as_it_is_kept(value) for as_it_is_kept, value in zip(write, (*key, *map(by.__getitem__, names)), strict=True)]
        for key, by in changes.items()
        if any(by.values())
    ]
    with connection.cursor() as cursor:
        for start in range(0, len(rows), ROWS_AT_ONCE):
            some = rows[start : start + ROWS_AT_ONCE]
            cursor.execute(_sql(model, keys, names, len(some)), [value for row in some for value in row])


def _writer(field):
    """What makes a value of the field one that this database takes."""
    if isinstance(field, models.IntegerField):
        return lambda value: value
    return lambda value: field.get_db_prep_save(value, connection)


def _sum(model, sql, name):
    """Money is rounded, because one of the databases adds fractions that are not exact."""
    return f"ROUND({sql}, 2)" if isinstance(model._meta.get_field(name), models.DecimalField) else sql


def _sql(model, keys, names, number):
    """Names of models and fields alone: every value is a parameter."""
    table = model._meta.db_table
    one = f"({', '.join(['%s'] * (len(keys) + len(names)))})"
    added = ", ".join(f"{name} = {_sum(model, f'{table}.{name} + excluded.{name}', name)}" for name in names)
    return (
        f"INSERT INTO {table} ({', '.join((*keys, *names))}) VALUES {', '.join([one] * number)}"  # noqa: S608
        f" ON CONFLICT ({', '.join(keys)}) DO UPDATE SET {added}"
    )
