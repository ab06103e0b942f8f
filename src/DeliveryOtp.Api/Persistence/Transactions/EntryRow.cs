using DeliveryOtp.Api.Persistence.Journal;
using DeliveryOtp.Domain.Journal;

namespace DeliveryOtp.Api.Persistence.Transactions;

/// <summary>An entry as it is stored: the columns that the audit trail filters on stand beside the rest, which is JSON.</summary>
internal sealed record EntryRow(JournalEntry Entry, StoredContent Content, StoredForm Form)
{
    public PromotedColumns Promoted => PromotedColumns.Of(Entry.Event);

    public WrittenEntry Written => new(Entry.Id, Entry.DeliveryId, Entry.RecordedAt, Content);

    public static EntryRow Of(JournalEntry entry)
    {
        var content = StoredForms.Of(entry.Event);
        return new EntryRow(entry, content, StoredForms.Write(content));
    }
}
