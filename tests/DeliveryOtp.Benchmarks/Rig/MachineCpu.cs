using System.Globalization;

namespace DeliveryOtp.Benchmarks.Rig;

/// <summary>CPU time of all processes of the machine, and what its host withheld (/proc/stat, proc(5)).</summary>
internal static class MachineCpu
{
    private const double TicksPerSecond = 100;

    // Behind the name: user, nice, system, idle, iowait, irq, softirq, steal. What is stolen is another virtual machine's.
    private static readonly int[] Busy = [1, 2, 3, 6, 7, 8];

    public static double BusyS()
    {
        var fields = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return Busy.Sum(field => double.Parse(fields[field], CultureInfo.InvariantCulture)) / TicksPerSecond;
    }
}
