namespace DeliveryOtp.Api.Persistence.Readers;

/// <summary>
/// Wakes whoever waits in this process. Take <see cref="Next"/> before you look, and wait for it when there was nothing: a bell that
/// rings in between is heard.
/// </summary>
public class Bell
{
    private TaskCompletionSource _next = New();

    /// <summary>Completes when it rings again.</summary>
    public Task Next => Volatile.Read(ref _next).Task;

    public void Ring() => Interlocked.Exchange(ref _next, New()).TrySetResult();

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

internal static class WaitingExtensions
{
    /// <summary>Returns when the task is done, or after a while.</summary>
    public static async Task OrAfterAsync(this Task rung, TimeSpan atMost, CancellationToken cancel)
    {
        await rung.WaitAsync(atMost, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancel.ThrowIfCancellationRequested();
    }
}
