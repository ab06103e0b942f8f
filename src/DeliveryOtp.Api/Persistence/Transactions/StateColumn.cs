using DeliveryOtp.Api.Persistence.Sealing;
using DeliveryOtp.Domain.Deliveries;
using Npgsql;
using NpgsqlTypes;

namespace DeliveryOtp.Api.Persistence.Transactions;

/// <summary>A column in which a part of a delivery's state stands.</summary>
/// <param name="Name">Of the column.</param>
/// <param name="Type">Its PostgreSQL type.</param>
internal abstract record StateColumn(string Name, string Type)
{
    /// <summary>The values of several deliveries, as one array.</summary>
    public abstract ColumnValues ValuesOf(IReadOnlyList<Delivery> deliveries);

    /// <summary>Whether two states differ in it.</summary>
    public abstract bool Differs(Delivery left, Delivery right);
}

/// <inheritdoc/>
/// <param name="Name">Of the column.</param>
/// <param name="Kind">Its type.</param>
/// <param name="Get">What stands in it.</param>
internal sealed record StateColumn<TValue>(string Name, ColumnKind<TValue> Kind, Func<Delivery, TValue> Get) : StateColumn(Name, Kind.Type)
{
    public override ColumnValues ValuesOf(IReadOnlyList<Delivery> deliveries)
    {
        var values = SqlArray.ToArray(deliveries, Get);
        return new ColumnValues(
            new NpgsqlParameter<TValue[]> { TypedValue = values },
            (n, content) => Kind.Spell(content, Name, values[n]));
    }

    public override bool Differs(Delivery left, Delivery right) => !EqualityComparer<TValue>.Default.Equals(Get(left), Get(right));
}

/// <inheritdoc cref="StateColumn"/>
/// <remarks>Of the type json, which keeps a text as it is: the seal is over it.</remarks>
/// <param name="Name">Of the column.</param>
/// <param name="Get">What stands in it.</param>
/// <param name="Write">Its JSON; null: there is none.</param>
internal sealed record JsonColumn<TValue>(string Name, Func<Delivery, TValue> Get, Func<TValue, string?> Write) : StateColumn(Name, "json")
{
    public override ColumnValues ValuesOf(IReadOnlyList<Delivery> deliveries)
    {
        var texts = SqlArray.ToArray(deliveries, delivery => Write(Get(delivery)));
        return new ColumnValues(
            new NpgsqlParameter<string?[]> { TypedValue = texts, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Json },
            (n, content) => content.Add(Name, texts[n]));
    }

    public override bool Differs(Delivery left, Delivery right) => !EqualityComparer<TValue>.Default.Equals(Get(left), Get(right));
}

/// <summary>The values of a column in several rows.</summary>
/// <param name="Parameter">All of them.</param>
/// <param name="Spell">Spells one for its row's seal.</param>
internal readonly record struct ColumnValues(NpgsqlParameter Parameter, Action<int, RowContent> Spell);

/// <summary>A type of column.</summary>
/// <param name="Type">PostgreSQL's.</param>
/// <param name="Spell">Spells a value of a column.</param>
internal sealed record ColumnKind<TValue>(string Type, Action<RowContent, string, TValue> Spell);

/// <summary>Columns of many rows as parameters: one array each.</summary>
internal static class SqlArray
{
    public static NpgsqlParameter Of<TSource, TValue>(IReadOnlyList<TSource> rows, Func<TSource, TValue> value) =>
        new NpgsqlParameter<TValue[]> { TypedValue = ToArray(rows, value) };

    public static NpgsqlParameter OfJson<TSource>(IReadOnlyList<TSource> rows, Func<TSource, string> json) =>
        new NpgsqlParameter<string[]> { TypedValue = ToArray(rows, json), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb };

    public static TValue[] ToArray<TSource, TValue>(IReadOnlyList<TSource> rows, Func<TSource, TValue> value)
    {
        var column = new TValue[rows.Count];
        for (var i = 0; i < column.Length; i++)
            column[i] = value(rows[i]);
        return column;
    }
}
