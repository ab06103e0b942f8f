using System.Globalization;
using DeliveryOtp.Domain.Deliveries;
using Npgsql;

namespace DeliveryOtp.Api.Persistence.Transactions;

/// <summary>A table in which a part of a delivery's state stands: all its SQL comes from one list of columns.</summary>
/// <param name="name">Of the table.</param>
/// <param name="alias">Of its rows in every statement.</param>
/// <param name="id">The column of the delivery's id; the retailer's comes before it.</param>
/// <param name="written">Columns that are written once, when the delivery is created.</param>
/// <param name="changing">The others.</param>
internal sealed class StateTable(string name, string alias, string id, StateColumn[] written, StateColumn[] changing)
{
    private readonly StateColumn[] _key =
    [
        new StateColumn<Guid>("retailer_id", "uuid", delivery => delivery.RetailerId.Value),
        new StateColumn<Guid>(id, "uuid", delivery => delivery.Id.Value),
    ];

    private string? _updateSql;

    /// <summary>The table with its schema.</summary>
    public string Name { get; } = $"{DeliveryOtpDbContext.Schema}.{name}";

    /// <summary>The columns behind the key, in the order of the list.</summary>
    public string Columns { get; } = List([.. written, .. changing], alias + ".");

    /// <summary>How many columns an insert has.</summary>
    public int Width => _key.Length + written.Length + changing.Length;

    /// <summary>Whether a step changed anything that stands here.</summary>
    public bool IsChanged(Delivery before, Delivery after) => Array.Exists(changing, column => column.Differs(before, after));

    /// <summary>One insert of many rows; the parameters are <see cref="InsertParameters"/>.</summary>
    /// <param name="first">The number of the first parameter.</param>
    /// <param name="more">Columns that are no part of the state, name and type; their parameters come last.</param>
    public string InsertSql(int first, params (string Name, string Type)[] more)
    {
        StateColumn[] all = [.. _key, .. written, .. changing];
        var names = string.Join(", ", [.. all.Select(column => column.Name), .. more.Select(column => column.Name)]);
        var types = (IEnumerable<string>)[.. all.Select(column => column.Type), .. more.Select(column => column.Type)];
        return $"insert into {Name} ({names})\nselect n.* from unnest({Arrays(types, first)}) as n ({names})";
    }

    public IEnumerable<NpgsqlParameter> InsertParameters(IReadOnlyList<Delivery> deliveries) =>
        _key.Concat(written).Concat(changing).Select(column => column.ParameterOf(deliveries));

    /// <summary>One statement, however many deliveries.</summary>
    public NpgsqlBatchCommand UpdateCommand(IReadOnlyList<Delivery> deliveries)
    {
        _updateSql ??= UpdateSql();
        var command = new NpgsqlBatchCommand(_updateSql);
        foreach (var column in _key)
            command.Parameters.Add(column.ParameterOf(deliveries));
        foreach (var column in changing)
            command.Parameters.Add(column.ParameterOf(deliveries));
        return command;
    }

    private string UpdateSql()
    {
        StateColumn[] all = [.. _key, .. changing];
        return $"""
            update {Name} {alias}
            set {string.Join(", ", changing.Select(column => $"{column.Name} = n.{column.Name}"))}
            from unnest({Arrays(all.Select(column => column.Type), first: 1)}) as n ({List(all, string.Empty)})
            where {alias}.retailer_id = n.retailer_id and {alias}.{id} = n.{id}
            """;
    }

    private static string List(IEnumerable<StateColumn> columns, string prefix) => string.Join(", ", columns.Select(column => prefix + column.Name));

    private static string Arrays(IEnumerable<string> types, int first) =>
        string.Join(", ", types.Select((type, n) => string.Create(CultureInfo.InvariantCulture, $"${first + n}::{type}[]")));
}
