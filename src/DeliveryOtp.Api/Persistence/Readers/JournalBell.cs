namespace DeliveryOtp.Api.Persistence.Readers;

/// <summary>Rung after a commit that added to the journal: the sequencer need not wait for its next look.</summary>
public sealed class JournalBell
{
    private readonly Bell _bell = new();

    /// <summary>Completes at the next commit of this process.</summary>
    public Task Next => _bell.Next;

    /// <summary>Something was committed.</summary>
    public void Ring() => _bell.Ring();
}
