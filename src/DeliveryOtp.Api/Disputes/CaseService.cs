using System.Diagnostics;
using DeliveryOtp.Api.Persistence;
using DeliveryOtp.Api.Persistence.Journal;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Codes;
using DeliveryOtp.Domain.Deliveries;

namespace DeliveryOtp.Api.Disputes;

/// <summary>Carries out what support does for somebody who calls: a note, the link once more, a contest in their name.</summary>
public sealed class CaseService(DeliveryCommands commands, CodeKeyRing keys, RecipientMail mail)
{
    public Task<CaseResult> NoteAsync(Command command, string text, CancellationToken cancel) =>
        RunAsync(command, (delivery, _, now) => delivery.Note(text, now), cancel);

    /// <summary>The mail goes where every mail goes: whoever orders it learns neither the link nor an address.</summary>
    public Task<CaseResult> SendLinkAsync(Command command, CancellationToken cancel) =>
        RunAsync(command, (delivery, _, now) => delivery.SendLink(keys, mail.IsSent, now), cancel);

    public Task<CaseResult> ContestAsync(Command command, ContestInNameRequest request, CancellationToken cancel) => RunAsync(
        command,
        (delivery, _, now) =>
            delivery.Contest(request.Kind!.Value, request.Statement, new DisputeId(RecordId.Next(now)), now, request.Reason),
        cancel);

    private async Task<CaseResult> RunAsync(
        Command command,
        Func<Delivery, FreshCode, DateTimeOffset, Decision> decide,
        CancellationToken cancel) => await commands.RunAsync(command, decide, cancel) switch
        {
            CommandOutcome.Done done => new CaseResult.Done(EntryOf(done), done.Replayed),
            CommandOutcome.NotFound => new CaseResult.NotFound(),
            CommandOutcome.Conflict conflict => new CaseResult.Conflict(conflict.Reason, conflict.Status),
            CommandOutcome.KeyReused => new CaseResult.KeyReused(),
            CommandOutcome.OrderExists or CommandOutcome.InsufficientGrounds =>
                throw new UnreachableException("Neither an order's parcel nor a decision was asked for."),
            _ => throw new UnreachableException(),
        };

    private static RecordedEntry EntryOf(CommandOutcome.Done done)
    {
        var (id, delivery, at, content) = done.Entry!;
        return new RecordedEntry(
            id,
            delivery.Value,
            KindName.Of(content.EntryKind!.Value),
            at,
            done.After.StatusAt(done.Now),
            (content as StoredContested)?.DisputeId);
    }
}

/// <summary>What became of it.</summary>
public abstract record CaseResult
{
    private CaseResult()
    {
    }

    public sealed record Done(RecordedEntry Entry, bool Replayed) : CaseResult;

    public sealed record NotFound : CaseResult;

    public sealed record Conflict(StateConflict Reason, DeliveryStatus Status) : CaseResult;

    public sealed record KeyReused : CaseResult;
}
