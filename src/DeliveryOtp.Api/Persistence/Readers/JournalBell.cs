namespace DeliveryOtp.Api.Persistence.Readers;

/// <summary>Rung after a commit that added to the journal: the sequencer need not wait for its next look.</summary>
public sealed class JournalBell : Bell;
