using DeliveryOtp.Api.Persistence;
using DeliveryOtp.Api.Persistence.Journal;
using DeliveryOtp.Api.Persistence.Transactions;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Codes;
using DeliveryOtp.Domain.Deliveries;

namespace DeliveryOtp.Api.Disputes;

/// <summary>Carries out what support does for somebody who calls: a note, the link once more, a contest in their name.</summary>
public sealed class CaseService(DeliveryCommands commands, CodeKeyRing keys, RecipientMail mail)
{
    public Task<CommandOutcome<RecordedEntry>> NoteAsync(Command command, string text, CancellationToken cancel) =>
        RunAsync(command, (delivery, _, now) => delivery.Note(text, now), cancel);

    /// <summary>The mail goes where every mail goes: whoever orders it learns neither the link nor an address.</summary>
    public Task<CommandOutcome<RecordedEntry>> SendLinkAsync(Command command, CancellationToken cancel) =>
        RunAsync(command, (delivery, _, now) => delivery.SendLink(keys, mail.IsSent, now), cancel);

    public Task<CommandOutcome<RecordedEntry>> ContestAsync(Command command, ContestInNameRequest request, CancellationToken cancel) => RunAsync(
        command,
        (delivery, _, now) =>
            delivery.Contest(request.Kind!.Value, request.Statement, new DisputeId(RecordId.Next(now)), now, request.Reason),
        cancel);

    private async Task<CommandOutcome<RecordedEntry>> RunAsync(
        Command command,
        Func<Delivery, FreshCode, DateTimeOffset, Decision> decide,
        CancellationToken cancel) => (await commands.RunAsync(command, decide, cancel)).Map(EntryOf);

    private static RecordedEntry EntryOf(CarriedOut done)
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
