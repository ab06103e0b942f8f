using System.Text;

namespace DeliveryOtp.Api.Tests.AuditTrail;

/// <summary>A reader of RFC 4180 by the letter, so that the writer's library is not its own judge.</summary>
internal static class CsvRecords
{
    public static List<List<string>> Parse(string text)
    {
        List<List<string>> records = [];
        List<string> record = [];
        var field = new StringBuilder();
        var quoted = false;
        for (var i = 0; i < text.Length; i++)
        {
            var next = i + 1 < text.Length ? text[i + 1] : '\0';
            switch (text[i], quoted)
            {
                case ('"', true) when next == '"':
                    field.Append('"');
                    i++;
                    break;
                case ('"', _):
                    quoted = !quoted;
                    break;
                case (',', false):
                    EndField();
                    break;
                case ('\r', false) when next == '\n':
                    EndField();
                    records.Add(record);
                    record = [];
                    i++;
                    break;
                default:
                    field.Append(text[i]);
                    break;
            }
        }

        Assert.False(quoted);
        Assert.Empty(record);
        return records;

        void EndField()
        {
            record.Add(field.ToString());
            field.Clear();
        }
    }
}
