using System.Globalization;

namespace DeliveryOtp.Benchmarks.Rig;

/// <summary>The memory of a process in MiB: what it holds now, and the most that it ever held.</summary>
internal sealed record ProcessMemory(double ResidentMib, double PeakMib)
{
    private const double KibPerMib = 1024;

    public static ProcessMemory Read(int id)
    {
        var lines = File.ReadAllLines($"/proc/{id}/status");
        return new ProcessMemory(Mib(lines, "VmRSS:"), Mib(lines, "VmHWM:"));
    }

    private static double Mib(string[] lines, string name)
    {
        var line = lines.First(line => line.StartsWith(name, StringComparison.Ordinal));
        var kib = line[name.Length..].Replace("kB", "", StringComparison.Ordinal).Trim();
        return double.Parse(kib, CultureInfo.InvariantCulture) / KibPerMib;
    }
}
