using System.Diagnostics.Metrics;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Codes;
using DeliveryOtp.Domain.Deliveries;
using Microsoft.Extensions.Caching.Memory;

namespace DeliveryOtp.Api.Persistence.Sealing;

/// <summary>
/// Seals the rows that decide, and raises the alarm about those whose seal does not hold: somebody with the service's database role, and
/// without its code key, has written to them.
/// </summary>
public sealed partial class RowSeals : ICounters, IDisposable
{
    public const string MeterName = "DeliveryOtp.Seals";

    /// <summary>How soon the same row is spoken of again.</summary>
    private static readonly TimeSpan AlarmEvery = TimeSpan.FromMinutes(1);

    private const int AlarmCapacity = 10_000;

    private readonly CodeKeyRing _ring;
    private readonly ILogger<RowSeals> _logger;
    private readonly Counter<long> _broken;
    private readonly MemoryCache _alarmed = new(new MemoryCacheOptions { SizeLimit = AlarmCapacity });

    public RowSeals(CodeKeyRing ring, IMeterFactory meters, ILogger<RowSeals> logger)
    {
        _ring = ring;
        _logger = logger;
        _broken = meters.Create(MeterName).CreateCounter<long>(
            "deliveryotp.broken_seals", "{row}", "Rows met whose seal does not hold: somebody else than the service has written to them.");
    }

    public void Dispose() => _alarmed.Dispose();

    /// <summary>The keys under which it seals.</summary>
    internal CodeKeyRing Ring => _ring;

    void ICounters.StartAtZero() => _broken.StartAtZero();

    internal RowSeal Of(RowContent content) => _ring.SealRow(content.Written);

    /// <summary>Whether the row may decide; the alarm is raised if not.</summary>
    /// <param name="read">The delivery.</param>
    /// <param name="content">To spell in.</param>
    internal bool Admits(SealedDelivery read, RowContent content) => read.IsSound(_ring, content) || Refuse(NameOf(read.Delivery));

    /// <inheritdoc cref="Admits(SealedDelivery, RowContent)"/>
    /// <param name="row">What is read, for the alarm.</param>
    /// <param name="content">Of the row.</param>
    /// <param name="seal">Its own.</param>
    internal bool Admits<TRow>(TRow row, RowContent content, RowSeal? seal)
        where TRow : notnull =>
        (seal is not null && _ring.IsSealOf(seal, content.Written)) || Refuse(row.ToString()!);

    internal static string NameOf(Delivery delivery) => NameOf(delivery.Id);

    internal static string NameOf(DeliveryId delivery) => $"delivery {delivery.Value}";

    /// <summary>Raises the alarm about a delivery, for whoever found something else in it than its seal.</summary>
    internal BrokenSealException Broken(DeliveryId delivery)
    {
        Refuse(NameOf(delivery));
        return new BrokenSealException(NameOf(delivery));
    }

    /// <summary>Raises the alarm about a row; false.</summary>
    internal bool Refuse(string row)
    {
        _broken.Add(1);
        if (!_alarmed.TryGetValue(row, out _))
        {
            _alarmed.Set(row, value: true, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = AlarmEvery });
            LogBroken(row);
        }

        return false;
    }

    [LoggerMessage(
        EventName = "seal_broken",
        Level = LogLevel.Critical,
        Message = "The seal of {Row} does not hold, or its journal is further than the row: somebody else than this service has written to it, or its code key is "
            + "not configured. It decides nothing. `deliveryotp check` says what is in it, and what its journal says")]
    private partial void LogBroken(string row);
}
