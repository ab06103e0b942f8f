using DeliveryOtp.Api.Persistence;
using DeliveryOtp.Api.Persistence.Rows;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Codes;
using DeliveryOtp.Domain.Deliveries;
using DeliveryOtp.Domain.Journal;

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
            CommandOutcome.Done done => new CaseResult.Done(EntryOf(done), Replayed: done.Prior is not null),
            CommandOutcome.NotFound => new CaseResult.NotFound(),
            CommandOutcome.Conflict conflict => new CaseResult.Conflict(conflict.Reason, conflict.Status),
            CommandOutcome.KeyReused => new CaseResult.KeyReused(),
            _ => throw new InvalidOperationException("A command's outcome has no result."),
        };

    private static RecordedEntry EntryOf(CommandOutcome.Done done)
    {
        if (done.Entry is { } entry)
            return Recorded(done, entry.Id, EntryDetail.Of(entry.Event).Kind, entry.RecordedAt, (entry.Event as Contested)?.Dispute?.Value);
        var prior = done.Prior!;
        var dispute = prior.Kind == JournalRow.ContestedKind ? prior.ReadDetail<ContestDetail>().DisputeId : null;
        return Recorded(done, prior.Id, prior.Kind, prior.RecordedAt, dispute);
    }

    private static RecordedEntry Recorded(CommandOutcome.Done done, Guid id, string kind, DateTimeOffset at, Guid? dispute) =>
        new(id, done.After.Id.Value, kind, at, done.After.StatusAt(done.Now), dispute);
}

/// <summary>What became of it.</summary>
public abstract record CaseResult
{
    public sealed record Done(RecordedEntry Entry, bool Replayed) : CaseResult;

    public sealed record NotFound : CaseResult;

    public sealed record Conflict(StateConflict Reason, DeliveryStatus Status) : CaseResult;

    public sealed record KeyReused : CaseResult;
}
