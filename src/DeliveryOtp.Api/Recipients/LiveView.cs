using DeliveryOtp.Api.Persistence.Readers;

namespace DeliveryOtp.Api.Recipients;

/// <summary>A recipient's stream that may begin: its place is taken, its subscription stands, and the first of the past is read.</summary>
/// <param name="Link">By which it was opened.</param>
/// <param name="After">The client has everything up to here; null: it is new.</param>
/// <param name="Past">What was recorded before, or its first part.</param>
/// <param name="News">What is recorded from now on.</param>
/// <param name="Slots">Where its place is.</param>
public sealed record LiveView(
    TrackedLink Link,
    int? After,
    IReadOnlyList<NumberedEvent> Past,
    TailSubscription News,
    StreamSlots Slots) : IDisposable
{
    public void Dispose()
    {
        News.Dispose();
        Slots.Return(Link);
    }
}

/// <summary>Whether a stream may begin.</summary>
public abstract record LiveOpening
{
    private LiveOpening()
    {
    }

    /// <summary>The caller disposes the view.</summary>
    public sealed record Open(LiveView View) : LiveOpening;

    /// <summary>The link died since it signed in.</summary>
    public sealed record LinkIsDead : LiveOpening;

    /// <summary>The link has as many streams as it may.</summary>
    public sealed record LinkIsFull(int Most) : LiveOpening;

    /// <summary>As many as all links of a retailer may have are open.</summary>
    public sealed record RetailerIsFull(int Most) : LiveOpening;

    /// <summary>This replica has as many streams as it may.</summary>
    public sealed record AllAreTaken : LiveOpening;
}
