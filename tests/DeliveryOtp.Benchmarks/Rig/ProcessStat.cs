using System.Globalization;

namespace DeliveryOtp.Benchmarks.Rig;

/// <summary>What /proc says of a process (proc(5)).</summary>
/// <param name="ParentId">Its parent.</param>
/// <param name="OwnCpuS">CPU time in seconds, user and system.</param>
/// <param name="EndedChildrenCpuS">That of its children that ended.</param>
internal sealed record ProcessStat(int ParentId, double OwnCpuS, double EndedChildrenCpuS)
{
    private const double TicksPerSecond = 100;

    // Counted after the name, which is in parentheses and may hold spaces.
    private const int ParentField = 1;
    private const int UserField = 11;
    private const int SystemField = 12;
    private const int ChildrenUserField = 13;
    private const int ChildrenSystemField = 14;

    /// <summary>Null: there is no such process any more.</summary>
    public static ProcessStat? Read(int id)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{id}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return new ProcessStat(
                (int)Number(fields[ParentField]),
                (Number(fields[UserField]) + Number(fields[SystemField])) / TicksPerSecond,
                (Number(fields[ChildrenUserField]) + Number(fields[ChildrenSystemField])) / TicksPerSecond);
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>The living children of a process, each with what /proc says of it.</summary>
    public static IEnumerable<ProcessStat> ChildrenOf(int parentId) => Directory.EnumerateDirectories("/proc")
        .Select(directory => Path.GetFileName(directory))
        .Where(name => name.All(char.IsAsciiDigit))
        .Select(name => Read(int.Parse(name, CultureInfo.InvariantCulture)))
        .OfType<ProcessStat>()
        .Where(stat => stat.ParentId == parentId);

    private static double Number(string field) => double.Parse(field, CultureInfo.InvariantCulture);
}
