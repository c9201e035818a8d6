"""The lines of a program that read a table as it was read here."""

from __future__ import annotations

from eigenscope.language.texts.digit_signs import Comma
from eigenscope.readers.loaded_matrix import LoadedMatrix
from eigenscope.readers.table_reading import TableReading


def reading_table(data: LoadedMatrix, name: str, file: str) -> str:
    """Return the lines that read the table of a matrix into a name.

    Without its reading, which a session does not keep, commas or tabs part plain numbers.
    """
    table = reading_of(data)
    if table.comma is not None:
        return _with_commas(table, name, file)
    arguments = [repr(file)]
    if table.separator != " ":
        arguments.append(f'delimiter="{escaped(table.separator)}"')
    if table.encoding != "utf-8":
        arguments.append(f'encoding="{table.encoding}"')
    if table.column_names:
        arguments.append("skip_header=1")
    if table.columns is not None:
        arguments.append(f"usecols={table.columns}")
    elif table.row_names:
        arguments.append(f"usecols=range(1, {data.shape[-1] + 1})")
    text = f"np.genfromtxt({', '.join(arguments)})"
    return f"import numpy as np\n\n{name} = torch.from_numpy({text})\n"


def reading_of(data: LoadedMatrix) -> TableReading:
    """Return how a matrix's table was read; where that is not known, as tables mostly are."""
    if data.table is not None:
        return data.table
    separator = "\t" if data.name.lower().endswith(".tsv") else ","
    return TableReading("utf-8", separator, None, bool(data.column_names), bool(data.row_names))


def _with_commas(table: TableReading, name: str, file: str) -> str:
    """Return lines for numbers with commas in them, which numpy does not read."""
    plain = 'cell.replace(",", "")'
    if table.comma is Comma.DECIMAL:
        plain = 'cell.replace(".", "").replace(",", ".")'
    rows = "[1:]" if table.column_names else ""
    cells = "row[1:]" if table.row_names else "row"
    if table.columns is not None:
        cells = f"[row[place] for place in {table.columns}]"
    return (
        "import csv\n\n"
        f'with open({file!r}, encoding="{table.encoding}", newline="") as lines:\n'
        f'    rows = list(csv.reader(lines, delimiter="{escaped(table.separator)}")){rows}\n'
        f'numbers = [[float({plain} or "nan") for cell in {cells}] for row in rows if row]\n'
        f"{name} = torch.tensor(numbers)\n"
    )


def escaped(separator: str) -> str:
    """Return a separator as it stands in a program."""
    return "\\t" if separator == "\t" else separator
