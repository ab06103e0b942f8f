using CsvHelper;

namespace DeliveryOtp.Api.Http.Exports;

/// <summary>RFC 4180 with a header row: the members of an item, flat.</summary>
internal sealed class CsvExport<TItem> : IExportWriter<TItem>
{
    private readonly IReadOnlyList<CsvColumn<TItem>> _columns;
    private readonly CsvWriter _csv;

    public CsvExport(Stream stream, IReadOnlyList<CsvColumn<TItem>> columns)
    {
        _columns = columns;
        _csv = CsvWriter.Create(stream, leaveOpen: true);
        _csv.WriteHeader([.. columns.Select(column => column.Name)]);
    }

    public void Write(TItem item)
    {
        var record = new string?[_columns.Count];
        for (var i = 0; i < record.Length; i++)
            record[i] = _columns[i].Cell(item);
        _csv.WriteRecord(record);
    }

    public void Flush() => _csv.Flush();

    public void Dispose() => _csv.Dispose();
}

/// <summary>One column of a CSV file.</summary>
/// <param name="Name">In the header row.</param>
/// <param name="Cell">What an item has there, as <see cref="CsvCell"/> spells it; null: nothing.</param>
internal sealed record CsvColumn<TItem>(string Name, Func<TItem, string?> Cell);
