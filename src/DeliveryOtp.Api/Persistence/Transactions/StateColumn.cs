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
    public abstract NpgsqlParameter ParameterOf(IReadOnlyList<Delivery> deliveries);

    /// <summary>Whether two states differ in it.</summary>
    public abstract bool Differs(Delivery left, Delivery right);
}

/// <inheritdoc/>
internal record StateColumn<TValue>(string Name, string Type, Func<Delivery, TValue> Get) : StateColumn(Name, Type)
{
    public override NpgsqlParameter ParameterOf(IReadOnlyList<Delivery> deliveries) => SqlArray.Of(deliveries, Get);

    public override bool Differs(Delivery left, Delivery right) => !EqualityComparer<TValue>.Default.Equals(Get(left), Get(right));
}

/// <inheritdoc cref="StateColumn"/>
/// <param name="Name">Of the column.</param>
/// <param name="Get">What stands in it.</param>
/// <param name="Write">Its JSON.</param>
internal sealed record JsonColumn<TValue>(string Name, Func<Delivery, TValue> Get, Func<TValue, string> Write)
    : StateColumn<TValue>(Name, "jsonb", Get)
{
    public override NpgsqlParameter ParameterOf(IReadOnlyList<Delivery> deliveries) => SqlArray.OfJson(deliveries, delivery => Write(Get(delivery)));
}

/// <summary>Columns of many rows as parameters: one array each.</summary>
internal static class SqlArray
{
    public static NpgsqlParameter Of<TSource, TValue>(IReadOnlyList<TSource> rows, Func<TSource, TValue> value) =>
        new NpgsqlParameter<TValue[]> { TypedValue = ToArray(rows, value) };

    public static NpgsqlParameter OfJson<TSource>(IReadOnlyList<TSource> rows, Func<TSource, string> json) =>
        new NpgsqlParameter<string[]> { TypedValue = ToArray(rows, json), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb };

    private static TValue[] ToArray<TSource, TValue>(IReadOnlyList<TSource> rows, Func<TSource, TValue> value)
    {
        var column = new TValue[rows.Count];
        for (var i = 0; i < column.Length; i++)
            column[i] = value(rows[i]);
        return column;
    }
}
