using System.Globalization;
using DeliveryOtp.Api.Persistence.Sealing;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Codes;
using DeliveryOtp.Domain.Deliveries;
using Npgsql;

namespace DeliveryOtp.Api.Persistence.Transactions;

/// <summary>A table in which a part of a delivery's state stands: all its SQL comes from one list of columns.</summary>
/// <param name="name">Of the table.</param>
/// <param name="alias">Of its rows in every statement.</param>
/// <param name="id">The column of the delivery's id; the retailer's comes before it.</param>
/// <param name="lasting">Columns that stay what they were when the delivery was created.</param>
/// <param name="changing">The others.</param>
internal sealed class StateTable(string name, string alias, string id, StateColumn[] lasting, StateColumn[] changing)
{
    private const string RetailerId = "retailer_id";
    private const string SealNames = "seal, seal_key_id";
    private static readonly string[] SealTypes = ["bytea", "text"];

    private static readonly ColumnKind<Guid> Uuid = new("uuid", static (content, column, value) => content.Add(column, value));

    private readonly StateColumn[] _key =
    [
        new StateColumn<Guid>(RetailerId, Uuid, delivery => delivery.RetailerId.Value),
        new StateColumn<Guid>(id, Uuid, delivery => delivery.Id.Value),
    ];

    private readonly StateColumn[] _columns = [.. lasting, .. changing];

    private string? _updateSql;

    /// <summary>The table with its schema.</summary>
    public string Name { get; } = $"{DeliveryOtpDbContext.Schema}.{name}";

    /// <summary>The columns behind the key, in the order of the list, and the row's seal.</summary>
    public string Columns { get; } = $"{List([.. lasting, .. changing], alias + ".")}, {alias}.seal, {alias}.seal_key_id";

    /// <summary>How many those are.</summary>
    public int SelectedWidth => _columns.Length + SealTypes.Length;

    /// <summary>How many columns an insert has.</summary>
    public int Width => _key.Length + SelectedWidth;

    /// <summary>Whether a step changed anything that stands here.</summary>
    public bool IsChanged(Delivery before, Delivery after) => Array.Exists(changing, column => column.Differs(before, after));

    /// <summary>Begins to spell a row for its seal.</summary>
    public RowContent Begin(RowContent content, RetailerId retailer, DeliveryId delivery)
    {
        content.Begin(Name).Add(RetailerId, retailer.Value);
        content.Add(id, delivery.Value);
        return content;
    }

    /// <summary>Spells and seals rows.</summary>
    /// <param name="deliveries">The rows.</param>
    /// <param name="seal">Seals what is spelt of a row.</param>
    /// <param name="content">Where it is spelt.</param>
    /// <param name="beside">The seals of the other rows, which these belong to.</param>
    public SealedRows Seal(IReadOnlyList<Delivery> deliveries, Func<RowContent, RowSeal> seal, RowContent content, IReadOnlyList<RowSeal>? beside = null)
    {
        var values = Array.ConvertAll(_columns, column => column.ValuesOf(deliveries));
        var seals = new RowSeal[deliveries.Count];
        for (var n = 0; n < seals.Length; n++)
        {
            Begin(content, deliveries[n].RetailerId, deliveries[n].Id);
            foreach (var column in values)
                column.Spell(n, content);
            if (beside is not null)
                content.Add(StateColumns.WideSeal, beside[n]);
            seals[n] = seal(content);
        }

        return new SealedRows(
            [
                .. _key.Select(column => column.ValuesOf(deliveries).Parameter),
                .. values.Select(column => column.Parameter),
                SqlArray.Of(seals, one => one.Tag),
                SqlArray.Of(seals, one => one.KeyId),
            ],
            seals);
    }

    /// <summary>One insert of many rows; the parameters are those of <see cref="Seal"/>.</summary>
    /// <param name="first">The number of the first parameter.</param>
    /// <param name="more">Columns that are no part of the state, name and type; their parameters come last.</param>
    public string InsertSql(int first, params (string Name, string Type)[] more)
    {
        var names = string.Join(", ", [List([.. _key, .. _columns], string.Empty), SealNames, .. more.Select(column => column.Name)]);
        var types = (IEnumerable<string>)[.. _key.Concat(_columns).Select(column => column.Type), .. SealTypes, .. more.Select(column => column.Type)];
        return $"insert into {Name} ({names})\nselect n.* from unnest({Arrays(types, first)}) as n ({names})";
    }

    /// <summary>One statement, however many deliveries. It writes all that the seal is over.</summary>
    public NpgsqlBatchCommand UpdateCommand(SealedRows rows)
    {
        _updateSql ??= UpdateSql();
        var command = new NpgsqlBatchCommand(_updateSql);
        command.Parameters.AddRange(rows.Parameters);
        return command;
    }

    private string UpdateSql() =>
        $"""
        update {Name} {alias}
        set {string.Join(", ", _columns.Select(column => $"{column.Name} = n.{column.Name}"))}, seal = n.seal, seal_key_id = n.seal_key_id
        from unnest({Arrays([.. _key.Concat(_columns).Select(column => column.Type), .. SealTypes], first: 1)})
            as n ({List([.. _key, .. _columns], string.Empty)}, {SealNames})
        where {alias}.retailer_id = n.retailer_id and {alias}.{id} = n.{id}
        """;

    private static string List(IEnumerable<StateColumn> columns, string prefix) => string.Join(", ", columns.Select(column => prefix + column.Name));

    private static string Arrays(IEnumerable<string> types, int first) =>
        string.Join(", ", types.Select((type, n) => string.Create(CultureInfo.InvariantCulture, $"${first + n}::{type}[]")));
}

/// <summary>Rows that are to be written.</summary>
/// <param name="Parameters">Of an insert or an update.</param>
/// <param name="Seals">In the order of the rows.</param>
internal sealed record SealedRows(NpgsqlParameter[] Parameters, RowSeal[] Seals);
