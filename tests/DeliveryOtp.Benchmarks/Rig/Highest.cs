namespace DeliveryOtp.Benchmarks.Rig;

/// <summary>The highest that something was, looked at again and again until somebody says that it is over.</summary>
internal static class Highest
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    public static async Task<double> OfAsync(Func<ValueTask<double>> read, CancellationToken ended)
    {
        var highest = 0d;
        while (!ended.IsCancellationRequested)
        {
            highest = Math.Max(highest, await read());
            await Task.Delay(Interval, ended).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return highest;
    }

    /// <summary>The memory that a process holds, in MiB.</summary>
    public static Task<double> MemoryOfAsync(int processId, CancellationToken ended) =>
        OfAsync(() => ValueTask.FromResult(ProcessMemory.Read(processId).ResidentMib), ended);
}
