using System.Text.Json;
using DeliveryOtp.Domain.Signals;

namespace DeliveryOtp.Api.Persistence;

/// <summary>The way back from a stored entry to its <see cref="EntryDetail"/>: the kinds that <see cref="EntryDetail.Of"/> writes.</summary>
internal static class EntryReading
{
    /// <exception cref="JsonException">The entry no longer reads: somebody edited it, or a newer version wrote it.</exception>
    public static EntryDetail Read(string kind, string detail) => kind switch
    {
        "issued" => RowJson.Read<IssuedDetail>(detail) is { Destination: not null, Policy: not null } issued ? issued : throw Torn(kind),
        "renewed" => RowJson.Read<GenerationDetail>(detail),
        "held" or "cancelled" => RowJson.Read<ReasonDetail>(detail),
        "unlocked" => RowJson.Read<UnlockedDetail>(detail),
        "expired" or Rows.JournalRow.ReceivedKind => new NoDetail(),
        "changed" => RowJson.Read<ChangedDetail>(detail),
        Rows.JournalRow.ArrivedKind => RowJson.Read<ArrivalDetail>(detail) is var arrival
            && IsWhole(arrival.Location, arrival.Device, arrival.Signals) ? arrival : throw Torn(kind),
        Rows.JournalRow.AttemptedKind => RowJson.Read<AttemptDetail>(detail) is var attempt
            && IsWhole(attempt.Location, attempt.Device, attempt.Signals) ? attempt : throw Torn(kind),
        "session_closed" => RowJson.Read<SessionClosedDetail>(detail) is { Session: not null } closed ? closed : throw Torn(kind),
        "revealed" => RowJson.Read<RevealedDetail>(detail),
        "hidden" => RowJson.Read<HiddenDetail>(detail),
        "denied" or "left_reported" or Rows.JournalRow.SignalRaisedKind => ReadSignal(kind, detail),
        Rows.JournalRow.ContestedKind => RowJson.Read<ContestDetail>(detail),
        "viewed" => RowJson.Read<ViewedDetail>(detail),
        "noted" => RowJson.Read<NoteDetail>(detail),
        "link_sent" => RowJson.Read<LinkSentDetail>(detail),
        Rows.JournalRow.DisputeOpenedKind => RowJson.Read<DisputeOpenedDetail>(detail),
        Rows.JournalRow.DisputeNotedKind => RowJson.Read<DisputeNotedDetail>(detail),
        Rows.JournalRow.DisputeDecidedKind => RowJson.Read<DisputeDecidedDetail>(detail) is { Grounds: not null } decided ? decided : throw Torn(kind),
        _ => new OtherDetail(),
    };

    private static SignalDetail ReadSignal(string kind, string detail) =>
        RowJson.Read<SignalDetail>(detail) is { Signal: { Name: not null } } read ? read : throw Torn(kind);

    /// <summary>What a row lacks a record has as null, whatever its type says.</summary>
    private static bool IsWhole(LocationDetail? location, DeviceDetail? device, IReadOnlyList<Signal>? signals) =>
        location is not null && device is { Id: not null } && signals is not null;

    private static JsonException Torn(string kind) => new($"An entry of kind {kind} lacks what every one has.");
}

/// <summary>Of a kind that this version doesn't know: a newer one wrote it.</summary>
public sealed record OtherDetail : EntryDetail;
