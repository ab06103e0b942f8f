using System.Globalization;
using DeliveryOtp.Domain.Deliveries;
using DeliveryOtp.Domain.Places;

namespace DeliveryOtp.Domain.Disputes;

/// <summary>What the record of a delivery says about each ground that a decision may name.</summary>
public sealed class GroundsOnRecord
{
    private GroundsOnRecord(IReadOnlyList<GroundOnRecord> all) => All = all;

    /// <summary>One for each ground, in the order in which they are declared.</summary>
    public IReadOnlyList<GroundOnRecord> All { get; }

    /// <param name="delivery">As it is.</param>
    /// <param name="acceptance">Its accepted attempt; null: there is none.</param>
    /// <param name="receivedAt">When the recipient said that they have it; null: they did not, or it is not known when.</param>
    /// <param name="timeOf">A time in words, on the clock that the reader expects.</param>
    public static GroundsOnRecord Of(
        Delivery delivery,
        Acceptance? acceptance,
        DateTimeOffset? receivedAt,
        Func<DateTimeOffset, string> timeOf) =>
        new([.. Enum.GetValues<Ground>().Select(ground =>
        {
            var (says, words) = Look(ground, delivery, acceptance, receivedAt, timeOf);
            return new GroundOnRecord(ground, says, words);
        })]);

    /// <summary>
    /// Why a decision can't rest on its grounds: the record contradicts one, or a claim is refused for nothing but an accepted
    /// code. Null: it can.
    /// </summary>
    public InsufficientGrounds? Refuse(DisputeDecision decision)
    {
        GroundOnRecord[] contradicted =
            [.. All.Where(found => found.Record == RecordSays.Contradicts && decision.Grounds.Contains(found.Ground))];
        var left = decision.Grounds.Except(contradicted.Select(found => found.Ground));
        var isCodeAlone = decision.Outcome == DisputeOutcome.Rejected && left.All(ground => ground == Ground.CodeAccepted);
        return contradicted.Length > 0 || isCodeAlone ? new InsufficientGrounds(contradicted, isCodeAlone) : null;
    }

    private static (RecordSays Says, string Words) Look(
        Ground ground,
        Delivery delivery,
        Acceptance? acceptance,
        DateTimeOffset? receivedAt,
        Func<DateTimeOffset, string> timeOf) => ground switch
        {
            Ground.CodeAccepted => acceptance is { } accepted
                ? (RecordSays.Supports, $"{timeOf(accepted.At)}{VisitOf(accepted)}")
                : NothingAccepted,
            Ground.InsideGeofence => acceptance is null ? NothingAccepted : PlaceOf(acceptance),
            Ground.AssignedCourier => acceptance is null ? NothingAccepted : CourierOf(acceptance, delivery.Courier),
            Ground.BoundDevice => acceptance is null
                ? NothingAccepted
                : (RecordSays.CantSay, "not bound: no device has proved to be the courier's"),
            Ground.RecipientReceipt => ReceiptOf(delivery, receivedAt, timeOf),
            Ground.Photo or Ground.Signature => (RecordSays.CantSay, "the record holds none"),
            Ground.NoSignals => delivery.SignalTotal == 0
                ? (RecordSays.Supports, "none was raised")
                : (RecordSays.Contradicts, $"signals of {Number(delivery.SignalTotal)} were raised: can't be said"),
            Ground.OtherEvidence => (RecordSays.CantSay, "not in the record: say where it is kept"),
        };

    private static (RecordSays Says, string Words) NothingAccepted => (RecordSays.Contradicts, "nothing was accepted");

    private static string VisitOf(Acceptance accepted) => accepted.Visit is { } visit ? $", visit {Number(visit)}" : string.Empty;

    private static (RecordSays Says, string Words) PlaceOf(Acceptance accepted)
    {
        var distance = accepted.DistanceM is { } metres ? $"{Metres(metres)}{AccuracyOf(accepted)}, " : "no fix, ";
        return accepted.Place switch
        {
            PlaceVerdict.Inside => (RecordSays.Supports, $"{distance}inside"),
            PlaceVerdict.Outside => (RecordSays.Contradicts, $"{distance}outside"),
            PlaceVerdict.Unverified => (RecordSays.CantSay, $"{distance}unverified"),
        };
    }

    private static string AccuracyOf(Acceptance accepted) => accepted.AccuracyM is { } metres ? $" ±{Number(metres)}" : string.Empty;

    private static (RecordSays Says, string Words) CourierOf(Acceptance accepted, CourierId? assigned)
    {
        if (assigned is null)
            return (RecordSays.CantSay, $"nobody was assigned; {accepted.Courier} did it");
        return accepted.Courier == assigned
            ? (RecordSays.Supports, $"the same: {assigned}")
            : (RecordSays.Contradicts, $"another: {accepted.Courier}, assigned was {assigned}");
    }

    private static (RecordSays Says, string Words) ReceiptOf(
        Delivery delivery,
        DateTimeOffset? receivedAt,
        Func<DateTimeOffset, string> timeOf)
    {
        if (!delivery.Visits.IsReceived)
            return (RecordSays.Contradicts, "the recipient has not said so");
        return (RecordSays.Supports, receivedAt is { } at ? $"said at {timeOf(at)}" : "said");
    }

    private static string Metres(double metres) => metres < 1000 ? $"{Number(metres)} m" : $"{(metres / 1000).ToString("0.0", CultureInfo.InvariantCulture)} km";

    private static string Number(double value) => value.ToString("0", CultureInfo.InvariantCulture);
}

/// <summary>A ground, and what the record says about it.</summary>
/// <param name="Ground">Which.</param>
/// <param name="Record">Whether the record bears it out.</param>
/// <param name="Words">What there is, in a few words.</param>
public sealed record GroundOnRecord(Ground Ground, RecordSays Record, string Words);

public enum RecordSays
{
    /// <summary>The record bears the ground out.</summary>
    Supports,

    /// <summary>It says otherwise: no decision may rest on it.</summary>
    Contradicts,

    /// <summary>It doesn't say.</summary>
    CantSay,
}

/// <summary>Why a decision can't rest on its grounds.</summary>
/// <param name="Contradicted">Those that the record contradicts.</param>
/// <param name="IsCodeAlone">Without them a claim would be refused for nothing but an accepted code, if that.</param>
public sealed record InsufficientGrounds(IReadOnlyList<GroundOnRecord> Contradicted, bool IsCodeAlone);
